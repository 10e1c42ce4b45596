package dev.gen.batch;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * How a file spells jobs. All are read as they come, so that whoever writes them may still do so.
 */
public enum JobFormat {
  /** One JSON object a line. */
  JSONL {
    @Override
    public Iterator<JobLine> read(BufferedReader in) {
      return new Lines(in, JobJson::read);
    }
  },
  /** A header of option names, then a job in each row; an empty cell leaves its option open. */
  CSV {
    @Override
    public Iterator<JobLine> read(BufferedReader in) {
      return new Rows(in);
    }
  },
  /** A prompt a line. */
  TEXT {
    @Override
    public Iterator<JobLine> read(BufferedReader in) {
      return new Lines(in, prompt -> Job.EMPTY.with(Field.PROMPT, prompt.strip()));
    }
  };

  /** Reads jobs one by one; blocks while there is none yet. Blank lines are no jobs. */
  public abstract Iterator<JobLine> read(BufferedReader in);

  /** Returns the format of a file of that name; a name that says nothing is one of prompts. */
  public static JobFormat ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv")) {
      return CSV;
    }
    return lower.matches(".*\\.(jsonl|ndjson|json)") ? JSONL : TEXT;
  }

  /** Reads one job from a line. */
  private interface LineReader {
    Job read(String line);
  }

  /** Reads line by line, skips blank lines and a byte-order mark. */
  private static final class Lines implements Iterator<JobLine> {

    private final BufferedReader in;
    private final LineReader reader;
    private int line;
    private int index;
    private Optional<String> next;

    Lines(BufferedReader in, LineReader reader) {
      this.in = in;
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      while (next == null || next.isPresent() && next.get().isBlank()) {
        next = Optional.ofNullable(readLine());
        line++;
      }
      return next.isPresent();
    }

    private String readLine() {
      try {
        String read = in.readLine();
        return read != null && line == 0 && read.startsWith("\ufeff") ? read.substring(1) : read;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public JobLine next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      String text = next.get();
      next = null;
      index++;
      return new JobLine(line, index, () -> reader.read(text));
    }
  }

  /** Reads a table row by row. */
  private static final class Rows implements Iterator<JobLine> {

    private static final CsvMapper CSV_MAPPER =
        CsvMapper.csvBuilder()
            .enable(CsvParser.Feature.EMPTY_STRING_AS_NULL)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final MappingIterator<Map<String, String>> rows;
    private int index;

    Rows(BufferedReader in) {
      try {
        rows =
            CSV_MAPPER
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(in);
      } catch (IOException e) {
        throw malformed(e);
      }
    }

    @Override
    public boolean hasNext() {
      try {
        return rows.hasNextValue();
      } catch (IOException e) {
        throw malformed(e);
      }
    }

    @Override
    public JobLine next() {
      try {
        Map<String, String> row = rows.nextValue();
        index++;
        int line = rows.getCurrentLocation().getLineNr();
        return new JobLine(line, index, () -> JobJson.of(row));
      } catch (IOException e) {
        throw malformed(e);
      }
    }

    private static InvalidRequestException malformed(IOException e) {
      return new InvalidRequestException(
          "the table of jobs cannot be read on: " + String.valueOf(e.getMessage()).split("\\R")[0],
          e);
    }
  }
}
