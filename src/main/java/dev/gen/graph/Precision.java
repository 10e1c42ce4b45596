package dev.gen.graph;

/** In which numbers the large products of a network are computed. */
public enum Precision {
  /** Floats of four bytes. */
  FP32,
  /** Whole numbers of a byte, see {@link QuantizedGraph}. */
  INT8
}
