package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.image.ContactSheet;
import dev.gen.image.ExistingFile;
import dev.gen.image.PictureFormat;
import dev.gen.image.PngFile;
import dev.gen.job.Field;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sheet of a sweep: its first option goes from left to right, everything else from top to
 * bottom. Pictures that would stand in one long row or column stand in a square, each with its
 * caption.
 */
final class SheetFile {

  private static final int LONGEST_ROW = 6;

  private final Path file;
  private final PictureFormat format;
  private final ExistingFile existing;
  private final List<Drawing> drawings;
  private final int columns;
  private final boolean inSquare;
  private final ContactSheet sheet;
  private final Map<Integer, Integer> placed = new HashMap<>();

  /**
   * Plans a sheet.
   *
   * @param title above it
   * @throws InvalidRequestException if its name is none of a picture, or it would be too large
   * @throws dev.gen.error.OutputException if it could not be written
   */
  SheetFile(Path file, String title, List<Drawing> drawings, ExistingFile existing) {
    this.file = file.toAbsolutePath();
    this.drawings = drawings;
    this.existing = existing == ExistingFile.REPLACE ? existing : ExistingFile.KEEP;
    this.format = PictureFormat.required("grid", file);
    PngFile.check(this.file, this.existing);
    int values = drawings.get(drawings.size() - 1).variation().column() + 1;
    int all = drawings.stream().mapToInt(drawing -> drawing.plan().count()).sum();
    this.inSquare = values == 1 || values == all && values > LONGEST_ROW;
    this.columns = inSquare ? (int) Math.ceil(Math.sqrt(all)) : values;
    this.sheet = new ContactSheet(layout(title, all), most(Field.WIDTH), most(Field.HEIGHT));
  }

  private int most(Field side) {
    return drawings.stream()
        .mapToInt(drawing -> drawing.plan().job().whole(side).orElseThrow())
        .max()
        .orElseThrow();
  }

  private ContactSheet.Layout layout(String title, int all) {
    List<String> captions = new ArrayList<>();
    List<String> heads = new ArrayList<>();
    List<List<String>> sides = new ArrayList<>();
    for (Drawing drawing : drawings) {
      if (heads.size() == drawing.variation().column()) {
        heads.add(drawing.variation().head());
        sides.add(new ArrayList<>());
      }
      for (int i = 0; i < drawing.plan().count(); i++) {
        String side = drawing.side(drawing.plan().firstSeed() + i);
        captions.add(Drawing.joined(drawing.variation().head(), side));
        sides.get(drawing.variation().column()).add(side);
      }
    }
    if (!inSquare) {
      List<String> longest = Collections.max(sides, Comparator.comparingInt(List::size));
      return new ContactSheet.Layout(title, heads, longest, List.of());
    }
    int rows = (all + columns - 1) / columns;
    return new ContactSheet.Layout(title, empty(columns), empty(rows), captions);
  }

  private static List<String> empty(int size) {
    return Collections.nCopies(size, "");
  }

  /** Returns who puts the pictures of the next drawing in their places. */
  GenerationListener places(Drawing drawing) {
    int column = drawing.variation().column();
    int line = inSquare ? 0 : column;
    int first = placed.getOrDefault(line, 0);
    placed.put(line, first + drawing.plan().count());
    return new GenerationListener() {
      @Override
      public void finished(GeneratedImage image) {
        int at = first + image.index();
        sheet.place(inSquare ? at : at * columns + column, image.image());
      }
    };
  }

  /** Writes the sheet and returns where it is. */
  Path write() {
    return PngFile.write(format.encode(sheet.picture()), file, existing);
  }
}
