#!/bin/sh
# Times a checkpoint of real size with random weights: load, step, decode, peak memory.
#
#   scripts/bench/checkpoint.sh FAMILY FOLDER PRECISION NETWORK PIXELS
#   scripts/bench/checkpoint.sh SD1 /tmp/bench/sd1 F32 unet 512
#
# FAMILY is SD1, SD2 or SDXL, PRECISION F32 or F16, NETWORK text, unet or vae. The folder is filled
# on the first run (SD1 at F32: 4.3 GB). Nothing is downloaded. JAVA_OPTIONS is passed on.
set -eu
cd "$(dirname "$0")/../.."
mvn -q -o test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath >/dev/null
exec java -Xmx1g ${JAVA_OPTIONS:-} -cp "target/test-classes:target/classes:$(cat target/test-classpath)" \
  dev.gen.graph.RealSizeBench "$@"
