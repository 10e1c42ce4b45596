"""The noise schedule: Stable Diffusion's betas, rescaled so that the last step is pure noise."""

import numpy as np

STEPS, BETA_START, BETA_END = 1000, 0.00085, 0.012


def alphas_cumprod() -> np.ndarray:
    """Cumulative signal power [1000], ending in exactly 0 (Lin et al. 2023, algorithm 1)."""
    betas = np.linspace(BETA_START ** 0.5, BETA_END ** 0.5, STEPS) ** 2
    root = np.sqrt(np.cumprod(1 - betas))
    root = (root - root[-1]) * root[0] / (root[0] - root[-1])
    return root ** 2


def scheduler_config() -> dict:
    """The same schedule as a diffusers scheduler configuration."""
    return {"_class_name": "DPMSolverMultistepScheduler", "algorithm_type": "dpmsolver++",
            "solver_order": 2, "num_train_timesteps": STEPS,
            "beta_start": BETA_START, "beta_end": BETA_END, "beta_schedule": "scaled_linear",
            "prediction_type": "v_prediction", "rescale_betas_zero_snr": True,
            "timestep_spacing": "trailing", "clip_sample": False, "set_alpha_to_one": True,
            "steps_offset": 0, "thresholding": False, "trained_betas": None}
