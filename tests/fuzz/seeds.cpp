// Writes a toy recording, from which the fuzzer sets out: fuzz_seeds FILE
#include "tests/support/toy_film.h"

int main(int count, char** words) {
  if (count != 2) return 2;
  toy::write_film(words[1]);
}
