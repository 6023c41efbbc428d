#pragma once
#include <string>

#include "twin/base/error.h"

namespace twin {

/// What a reader is told in English of the faults that `work` meets; "nothing" when it meets none.
template <class Work>
std::string faults_of(const Work& work) {
  try {
    work();
  } catch (const InputError& error) {
    return to_string(error.faults(), Language::kEnglish);
  }
  return "nothing";
}

}  // namespace twin
