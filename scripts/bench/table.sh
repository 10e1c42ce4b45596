#!/bin/sh
# One table a run: what networks of real size cost on this machine, in floats and in bytes.
#
#   scripts/bench/table.sh FAMILY FOLDER WEIGHTS [PIXELS]
#   scripts/bench/table.sh SD1 /tmp/bench/sd1 F16 512
#
# Arguments as those of checkpoint.sh; RUNS, NETWORKS and PRECISIONS may say how often, which, and how. Each
# network opens with nothing kept, and again. The share of the peak is that of multiply-adds of floats in
# registers, which a C compiler is needed for.
set -eu
cd "$(dirname "$0")/../.."
[ -n "${GEN_TEST_CLASSPATH:-}" ] || {
  mvn -q -o test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath >/dev/null
  GEN_TEST_CLASSPATH="target/test-classes:target/classes:$(cat target/test-classpath)"
}
family=$1 folder=$2 weights=$3 pixels=${4:-512} threads=2

echo "Processor: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)," \
  "$(grep -c ^processor /proc/cpuinfo) of them;" \
  "$(grep -m1 -oE '\b(avx2|avx512f|avx_vnni|avx512_vnni|avx512_bf16|amx_int8|asimddp)\b' /proc/cpuinfo | sort -u | tr '\n' ' ')"
if cc -O3 -march=native -o target/peak scripts/bench/peak.c -lpthread 2>/dev/null; then
  echo "Peak of $threads threads: $(target/peak $threads) GFLOP/s"
fi
echo
echo "| network | open | first run done after | a run: median (range) | memory when open | peak |"
echo "| --- | --- | --- | --- | --- | --- |"
for network in ${NETWORKS:-unet vae}; do
  for precision in ${PRECISIONS:-fp32 int8}; do
    rm -rf "$folder/networks"
    for kept in no yes; do
      cat "$folder"/*/*.safetensors >/dev/null 2>&1 || true
      java -Xmx1500m -Druns="${RUNS:-4}" -cp "$GEN_TEST_CLASSPATH" dev.gen.graph.RealSizeBench \
        "$family" "$folder" "$weights" "$network" "$pixels" "$precision" |
        sed "s/^| [^,]*/&, $precision, $([ $kept = no ] && echo first opening || echo opened again)/"
    done
  done
done
