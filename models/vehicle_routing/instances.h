#pragma once
// Published instances of vehicle routing as their files tell them, in the files' own units.
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "twin/io/text_file.h"

namespace rurban::vrp {

/// Limits of files: room for Hops between all tasks (0.8 GB), and two loads of one vehicle add up within a Load.
inline constexpr std::uint32_t kMostTasks = 10'000;
inline constexpr std::int32_t kMostCapacity = std::numeric_limits<std::int16_t>::max() / 2;

/// Two moments or lengths so near each other are the same, in units of the file: sums of a thousand square roots in
/// double precision differ by less.
inline constexpr double kSame = 1e-6;

/// A row of the file: a place where service begins within a window.
struct InstanceTask {
  double x = 0, y = 0;
  std::int32_t load = 0;  ///< what comes on board; negative: what is put down
  double earliest = 0, latest = 0, service = 0;
  std::uint32_t partner =
      0;  ///< the delivery of a pick-up, the pick-up of a delivery; 0: the depot has what it needs
};

enum class InstanceKind : std::uint8_t {
  kPickupDelivery,     ///< Li and Lim (2003)
  kDeliveryFromDepot,  ///< Solomon (1987), Gehring and Homberger (1999): each customer's goods come from the depot
  kDialARide           ///< Cordeau and Laporte (2003), Cordeau (2006)
};

/// Distance is Euclidean, in double precision, and so is time: a unit of distance takes a unit of time.
struct Instance {
  std::string name;  ///< the file's, without its ending
  InstanceKind kind = InstanceKind::kPickupDelivery;
  std::uint32_t vehicles = 0;
  std::int32_t capacity = 0;
  double most_duration = std::numeric_limits<double>::infinity();  ///< from leaving the depot to being back
  /// From the end of service at a pick-up to the begin of service at its delivery.
  double most_ride = std::numeric_limits<double>::infinity();
  std::vector<InstanceTask> tasks;  ///< by the file's numbers; 0 is the depot that vehicles leave
  InstanceTask end;        ///< the depot they return to: the same, unless the file has another as its last row
  std::int32_t scale = 1;  ///< ticks to the file's unit, see instance_problem.h

  std::uint32_t count() const { return static_cast<std::uint32_t>(tasks.size()) - 1; }
};

double distance(const InstanceTask& from, const InstanceTask& to);

/// Reads any of the three formats, told apart by how they begin:
///     li_lim  := vehicles capacity speed        ("not used", SINTEF)
///                (task x y demand earliest latest service pickup delivery)*
///     solomon := name VEHICLE NUMBER CAPACITY vehicles capacity CUSTOMER headings
///                (customer x y demand earliest latest service)*
///     cordeau := vehicles tasks-or-requests most_duration capacity most_ride
///                (task x y service load earliest latest)*       pick-ups first; the end depot's row may be missing
/// Throws InputError with file, line, value and what is allowed for a text that is none of them, or that nobody could
/// solve: a pick-up without its delivery, a window that closes before anyone can be there.
Instance read_instance(const twin::TextFile& file);
/// The same of a file, which may be packed with gzip.
Instance load_instance(const std::filesystem::path& path);

}  // namespace rurban::vrp
