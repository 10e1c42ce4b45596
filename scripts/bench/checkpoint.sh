#!/bin/sh
# Times checkpoints of real size with random weights: opening, a run, memory. Prints a table.
#
#   scripts/bench/checkpoint.sh FAMILY FOLDER PRECISION [NETWORK PIXELS]
#   scripts/bench/checkpoint.sh SD1 /tmp/bench/sd1 F32
#
# FAMILY is SD1, SD2 or SDXL, PRECISION F32 or F16, NETWORK text, unet or vae; without NETWORK, denoiser
# and decoder are timed at 512 and at 256 pixels. The folder is filled on the first run (SD1 at F32:
# 4.3 GB), and read once so that it lies in the cache. Nothing is downloaded.
set -eu
cd "$(dirname "$0")/../.."
mvn -q -o test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath >/dev/null

measure() {
  cat "$2"/*/*.safetensors >/dev/null 2>&1 || true
  java -Xmx1g -cp "target/test-classes:target/classes:$(cat target/test-classpath)" \
    dev.gen.graph.RealSizeBench "$@"
}

echo "| network | open | first run done after | a run: median (range) | memory when open | peak |"
echo "| --- | --- | --- | --- | --- | --- |"
if [ $# -eq 5 ]; then
  measure "$@"
else
  for network in unet vae; do
    for pixels in 512 256; do measure "$1" "$2" "$3" $network $pixels; done
  done
fi
