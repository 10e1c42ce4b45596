package dev.gen.studio;

import dev.gen.image.RgbImage;
import dev.gen.tensor.FloatTensor;
import java.util.function.Supplier;

/** Hears how a run goes; all methods do nothing unless overridden. */
public interface GenerationListener {

  /** Hears nothing. */
  GenerationListener NONE = new GenerationListener() {};

  /** Called for what the user should know although the run goes on. */
  default void warned(String sentence) {}

  /**
   * Called before a picture is drawn whose prompt the model's world completes.
   *
   * @param picture index of the picture, from 0
   * @param words that are drawn in place of the prompt
   */
  default void completed(int picture, String words) {}

  /**
   * Called after each run of the denoising network, before its halves are combined.
   *
   * @param timestep that the network was told
   * @param input {@code [halves, c, h, w]}, scaled; the negative side first if there is one
   * @param output what came out, {@code [halves, c, h, w]}
   */
  default void predicted(double timestep, FloatTensor input, FloatTensor output) {}

  /**
   * Called when a run goes on to something else.
   *
   * @param picture index of the picture, from 0
   */
  default void began(int picture, Stage stage) {}

  /**
   * Called with what a picture is on its way to, whenever that was estimated.
   *
   * @param picture index of the picture, from 0
   */
  default void denoised(int picture, Moment moment) {}

  /**
   * Called after each update of a latent.
   *
   * @param picture index of the picture, from 0
   * @param done updates made for it
   * @param total updates that each picture takes
   * @param latent after the update, not to be modified
   */
  default void updated(int picture, int done, int total, FloatTensor latent) {
    progressed(picture, done, total);
  }

  /**
   * Called whenever a picture has come a step further, in whatever way its model makes it.
   *
   * @param picture index of the picture, from 0
   * @param done steps made for it
   * @param total steps that each picture takes
   */
  default void progressed(int picture, int done, int total) {}

  /**
   * Called whenever more of a picture can be seen, by models that finish one part after the other.
   *
   * @param picture index of the picture, from 0
   * @param preview paints what is there, for whoever wants to see it now; of the picture's size
   */
  default void visible(int picture, Supplier<RgbImage> preview) {}

  /** Called when a picture is finished, in order. */
  default void finished(GeneratedImage image) {}
}
