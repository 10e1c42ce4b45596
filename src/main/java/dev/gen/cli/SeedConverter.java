package dev.gen.cli;

import java.math.BigInteger;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a seed: the 64 bits of a whole number from 0 to 2^64 - 1, or of a negative one from -2^63,
 * as torch takes them.
 */
final class SeedConverter implements ITypeConverter<Long> {

  private static final BigInteger LOWEST = BigInteger.valueOf(Long.MIN_VALUE);

  @Override
  public Long convert(String text) {
    if (text.matches("[+-]?\\d{1,20}")) {
      BigInteger seed = new BigInteger(text);
      if (seed.compareTo(LOWEST) >= 0 && seed.bitLength() <= Long.SIZE) {
        return seed.longValue();
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is no seed; expected a whole number from 0 to 18446744073709551615");
  }
}
