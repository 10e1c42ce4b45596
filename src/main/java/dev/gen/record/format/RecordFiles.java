package dev.gen.record.format;

import dev.gen.record.PictureRecord;
import dev.gen.record.RecordBuilder;
import dev.gen.record.container.PictureTexts;
import java.nio.file.Path;
import java.util.List;

/** Reads what made a picture from its file, whichever program wrote it. */
public final class RecordFiles {

  /** The first that knows the texts reads them. */
  private static final List<RecordFormat> FORMATS =
      List.of(
          new GenFormat(),
          new NovelAiFormat(),
          new InvokeAiFormat(),
          new FooocusFormat(),
          new SwarmFormat(),
          new EasyDiffusionFormat(),
          new DrawThingsFormat(),
          new MfluxFormat(),
          new InfoTextFormat(),
          new ComfyFormat(),
          new KeysFormat());

  private RecordFiles() {}

  /**
   * Reads the record of a PNG, JPEG or WebP.
   *
   * @return nearly empty where the picture has none; texts that no format knows are in {@code
   *     unknown}
   * @throws dev.gen.error.InvalidRequestException as {@link PictureTexts#read}
   */
  public static PictureRecord read(Path file) {
    return of(PictureTexts.read(file));
  }

  /** Reads the record that these texts are. */
  public static PictureRecord of(PictureTexts texts) {
    Texts left = Texts.of(texts);
    RecordBuilder record = new RecordBuilder();
    for (RecordFormat format : FORMATS) {
      if (format.read(left, record)) {
        break;
      }
    }
    left.rest().forEach(record::unknown);
    return record.unread(texts.unread()).build();
  }
}
