package dev.gen.studio;

import java.lang.management.ManagementFactory;

/** The machine that draws. */
public final class Machine {

  private static final long UNKNOWN_MEMORY = 4L << 30;

  private Machine() {}

  /** Returns how many bytes of memory it has, or this process may have. */
  public static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : UNKNOWN_MEMORY;
  }
}
