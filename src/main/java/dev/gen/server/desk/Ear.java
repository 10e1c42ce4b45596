package dev.gen.server.desk;

import dev.gen.files.Fingerprints;
import dev.gen.image.PictureFormat;
import dev.gen.image.PngFile;
import dev.gen.image.RgbImage;
import dev.gen.job.Job;
import dev.gen.record.PictureFile;
import dev.gen.server.http.HttpError;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import dev.gen.studio.Moment;
import dev.gen.studio.Plan;
import dev.gen.tensor.FloatTensor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/**
 * Hears how a job is drawn, tells its ticket, and ends it when it is unwanted or takes too long.
 */
final class Ear implements GenerationListener {

  private static final long PREVIEW_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Ticket ticket;
  private final Plan plan;
  private final DoubleConsumer drawn;
  private final Reception reception;
  private final long begun = System.nanoTime();
  private long pictureBegun = begun;
  private long previewed = begun;

  Ear(Ticket ticket, Plan plan, DoubleConsumer drawn, Reception reception) {
    this.ticket = ticket;
    this.plan = plan;
    this.drawn = drawn;
    this.reception = reception;
  }

  private void check() {
    if (ticket.isUnwanted()) {
      throw new Unwanted();
    }
    if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(reception.limits().maxSeconds())) {
      throw HttpError.of(
          422,
          "time",
          "drawing took longer than the "
              + reception.limits().maxSeconds()
              + " seconds that a job may take");
    }
  }

  @Override
  public void warned(String sentence) {
    ticket.warned(reception.catalog().withoutFolders(sentence));
  }

  @Override
  public void completed(int picture, String words) {
    ticket.completed(picture, words);
  }

  @Override
  public void predicted(double timestep, FloatTensor input, FloatTensor output) {
    check();
  }

  @Override
  public void denoised(int picture, Moment moment) {
    visible(picture, () -> plan.painter().preview(moment.denoised()));
  }

  @Override
  public void visible(int picture, Supplier<RgbImage> preview) {
    long now = System.nanoTime();
    if (now - previewed > PREVIEW_NANOS) {
      previewed = now;
      ticket.previewed(PngFile.encodeQuickly(preview.get()));
    }
  }

  @Override
  public void progressed(int picture, int done, int total) {
    check();
    ticket.stepped(picture, done, total);
  }

  @Override
  public void finished(GeneratedImage image) {
    long now = System.nanoTime();
    double seconds = (now - pictureBegun) / 1e9;
    Job job = plan.record(image);
    byte[] png = PictureFile.encode(image.image(), Optional.of(job), PictureFormat.PNG);
    ticket.written(new Picture(png, job, Fingerprints.sha256(image.image().rgb()), seconds));
    drawn.accept(seconds);
    pictureBegun = now;
  }
}
