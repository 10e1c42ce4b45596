package dev.gen.spark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gen.job.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Rows of a data frame as jobs: a column for each field, by its name; null leaves it open. */
final class JobRows {

  private static final JsonMapper JSON = new JsonMapper();

  private JobRows() {}

  /** Returns the values of a row by their columns' names, as a JSON reader gives them. */
  static Map<String, Object> values(Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : row.schema().fieldNames()) {
      values.put(name, plain(row.getAs(name)));
    }
    return values;
  }

  /** Returns what a row says in columns that are fields of a job, as one JSON object. */
  static String json(Row row) {
    Map<String, Object> values = values(row);
    values.keySet().removeIf(name -> Field.find(name).isEmpty());
    return JSON.valueToTree(values).toString();
  }

  private static Object plain(Object value) {
    if (value instanceof Row row) {
      return values(row);
    }
    if (value instanceof Seq<?> list) {
      List<?> items = CollectionConverters.asJava(list);
      return items.isEmpty() ? null : items.stream().map(JobRows::plain).toList();
    }
    return value;
  }
}
