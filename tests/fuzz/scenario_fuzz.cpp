// Feeds damaged scenarios to the reader; see README.md here for how to run it.
#include "tests/fuzz/readers.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  fuzz::read_scenario(std::as_bytes(std::span(data, size)));
  return 0;
}
