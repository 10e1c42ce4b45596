package dev.gen.spark;

import dev.gen.batch.JobKey;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Some pictures of a job that are not done yet, as they travel to an executor.
 *
 * @param index of the job in its list, from 1
 * @param json the job with its defaults, its seed and the sha256 of its model's files
 * @param key tells the job from the others
 * @param first which picture of the job is the first, from 0
 * @param count how many pictures, at least 1
 * @param number of the job's first picture among those whose names may be the same, from 1; 0 where
 *     names tell them apart
 * @param cost estimated, see {@link Cost}
 */
record Work(int index, String json, JobKey key, int first, int count, int number, double cost)
    implements Serializable {

  Job job() {
    return JobJson.read(json);
  }

  /** Returns works as they travel, whatever serializer Spark is told to use. */
  static byte[] pack(List<Work> works) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(works.toArray(Work[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns works that were packed. */
  static List<Work> unpack(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return List.of((Work[]) in.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("driver and executor have the same program", e);
    }
  }

  /** Returns some of these pictures. */
  Work part(int from, int pictures) {
    return new Work(index, json, key, first + from, pictures, number, cost / count * pictures);
  }
}
