import dev.gen.spark.PictureOptions;
import dev.gen.spark.Pictures;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Draws the jobs of a file of JSON Lines, and writes jobs and pictures as one table of Parquet. */
public final class PictureTable {

  /**
   * Takes the file of jobs, the table and the folder of models.
   *
   * @param args three paths
   */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark = SparkSession.builder().appName("picture table").getOrCreate()) {
      Dataset<Row> jobs = spark.read().json(args[0]);
      PictureOptions options = PictureOptions.NONE.with("steps", 1).withModels(args[2]);
      Pictures.pictures(jobs, options.withPartitions(4)).write().parquet(args[1]);

      Dataset<Row> written = spark.read().parquet(args[1]);
      written.select("prompt", "drawn_seed", "sha256", "seconds").show(20);
      System.out.println("pictures: " + written.filter("png is not null").count());
      System.out.println("failed: " + written.filter("error is not null").count());
    }
  }
}
