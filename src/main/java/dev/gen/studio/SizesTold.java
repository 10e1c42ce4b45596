package dev.gen.studio;

import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.Both;
import dev.gen.model.DiffusionModel;
import dev.gen.model.MicroConditioning;
import java.util.List;
import java.util.stream.Stream;

/** The sizes that SDXL models are told; other models do not listen. */
final class SizesTold {

  private static final List<Field> FIELDS =
      List.of(
          Field.ORIGINAL_SIZE,
          Field.TARGET_SIZE,
          Field.CROP,
          Field.NEGATIVE_ORIGINAL_SIZE,
          Field.NEGATIVE_TARGET_SIZE,
          Field.NEGATIVE_CROP);

  private SizesTold() {}

  /** Returns the sizes of a job; a size that is not said is the picture's own. */
  static Both<MicroConditioning> of(Job job) {
    MicroConditioning positive = positive(job);
    return new Both<>(positive, negative(job, positive));
  }

  /**
   * Returns the sizes of the negative side. As in the reference's pipelines, a run from pure noise
   * listens to them where both sizes are said, and one from a picture to each, but not to the crop.
   */
  private static MicroConditioning negative(Job job, MicroConditioning positive) {
    boolean fromPicture = job.has(Field.INIT_IMAGE);
    boolean said = job.has(Field.NEGATIVE_ORIGINAL_SIZE) && job.has(Field.NEGATIVE_TARGET_SIZE);
    if (!fromPicture && !said) {
      return positive;
    }
    int[] cropped = {positive.cropLeft(), positive.cropTop()};
    int[] original = {positive.originalWidth(), positive.originalHeight()};
    int[] target = {positive.targetWidth(), positive.targetHeight()};
    int[] from = pair(job, Field.NEGATIVE_ORIGINAL_SIZE, original);
    int[] to = pair(job, Field.NEGATIVE_TARGET_SIZE, target);
    int[] cut = fromPicture ? cropped : pair(job, Field.NEGATIVE_CROP, new int[2]);
    return new MicroConditioning(from[0], from[1], cut[0], cut[1], to[0], to[1]);
  }

  private static MicroConditioning positive(Job job) {
    int[] own = {job.whole(Field.WIDTH).orElseThrow(), job.whole(Field.HEIGHT).orElseThrow()};
    int[] from = pair(job, Field.ORIGINAL_SIZE, own);
    int[] to = pair(job, Field.TARGET_SIZE, own);
    int[] cut = pair(job, Field.CROP, new int[2]);
    return new MicroConditioning(from[0], from[1], cut[0], cut[1], to[0], to[1]);
  }

  /** Returns the job without sizes that the model is never told. */
  static Job described(Job job, DiffusionModel model) {
    return model.isToldSizes() ? job : job.without(FIELDS.toArray(Field[]::new));
  }

  private static int[] pair(Job job, Field field, int[] absent) {
    return job.text(field)
        .map(text -> Stream.of(text.split("[x,]")).mapToInt(Integer::parseInt).toArray())
        .orElse(absent);
  }
}
