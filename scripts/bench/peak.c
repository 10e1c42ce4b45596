// The peak of a processor: multiply-adds of floats in registers, nothing else. Prints the best GFLOP/s of five tries.
//
//   cc -O3 -march=native -o peak scripts/bench/peak.c -lpthread && ./peak THREADS
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if defined(__AVX512F__)
#define BYTES 64
#elif defined(__AVX__)
#define BYTES 32
#else
#define BYTES 16
#endif
#define CHAINS 12
#define ROUNDS 60000000L
#define TRIES 5

typedef float lanes __attribute__((vector_size(BYTES)));

static void *work(void *result) {
  lanes sums[CHAINS], factor, term;
  for (unsigned i = 0; i < BYTES / 4; i++) {
    factor[i] = 0.5f;
    term[i] = 1.0f;
  }
  for (int chain = 0; chain < CHAINS; chain++) sums[chain] = term * (float)chain;
  for (long round = 0; round < ROUNDS; round++)
#pragma GCC unroll 12
    for (int chain = 0; chain < CHAINS; chain++) sums[chain] = sums[chain] * factor + term;
  for (int chain = 1; chain < CHAINS; chain++) sums[0] += sums[chain];
  *(float *)result = sums[0][0];
  return NULL;
}

int main(int count, char **arguments) {
  int threads = count > 1 ? atoi(arguments[1]) : 1;
  pthread_t running[256];
  float results[256];
  double best = 0;
  if (threads < 1 || threads > 256) return 2;
  for (int try = 0; try < TRIES; try++) {
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int i = 0; i < threads; i++) pthread_create(&running[i], NULL, work, &results[i]);
    for (int i = 0; i < threads; i++) pthread_join(running[i], NULL);
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9;
    double speed = 2.0 * CHAINS * (BYTES / 4) * ROUNDS * threads / seconds / 1e9;
    best = speed > best ? speed : best;
  }
  printf("%.0f\n", best);
  return results[0] != results[0];
}
