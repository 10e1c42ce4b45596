/**
 * Batches on a cluster: the jobs of {@code gen batch}, drawn by executors of Apache Spark.
 *
 * <p>Start with {@link dev.gen.spark.GenBatch}, which {@code spark-submit} runs, or with {@link
 * dev.gen.spark.Pictures} for data frames. The driver reads the jobs, knows what is done and shares
 * out the rest ({@code WorkList}, {@code Balance}); executors draw ({@code DrawTask}). The only
 * importer of Spark and Hadoop, and nothing imports this room: {@code gen} itself runs without it.
 */
package dev.gen.spark;
