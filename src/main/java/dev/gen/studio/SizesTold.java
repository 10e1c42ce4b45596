package dev.gen.studio;

import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.DiffusionModel;
import dev.gen.model.MicroConditioning;
import java.util.List;
import java.util.stream.Stream;

/** The sizes that SDXL models are told; other models do not listen. */
final class SizesTold {

  private static final List<Field> FIELDS =
      List.of(Field.ORIGINAL_SIZE, Field.TARGET_SIZE, Field.CROP);

  private SizesTold() {}

  /** Returns the sizes of a job; a size that is not said is the picture's own. */
  static MicroConditioning of(Job job) {
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
