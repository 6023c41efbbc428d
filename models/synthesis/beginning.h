#pragma once
#include <memory>
#include <optional>

#include "models/county/county.h"
#include "models/synthesis/synthesis.h"

namespace rurban {

/// What a run starts from: the county package, and the people drawn from it when first asked for.
class Beginning {
 public:
  explicit Beginning(County county) : county_(std::move(county)) {}

  const County& county() const { return county_; }
  /// Not for several threads at once: founding is sequential.
  const SyntheticPopulation& people(std::uint64_t seed) const {
    if (!people_) people_ = synthesise(county_, reconcile(county_), seed);
    return *people_;
  }

 private:
  County county_;
  mutable std::optional<SyntheticPopulation> people_;
};

using BeginningPtr = std::shared_ptr<const Beginning>;

}  // namespace rurban
