/**
 * The time axis of diffusion: which noise belongs to which timestep, and which of them a run
 * visits.
 *
 * <p>Start with {@link dev.gen.schedule.NoiseSchedule}. Pure mathematics on doubles: imports
 * nothing but {@code error}. Where the reference keeps a table as 32-bit floats, so does this room,
 * because a table's last bit can decide which timestep a noise level is rounded to.
 */
package dev.gen.schedule;
