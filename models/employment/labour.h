#pragma once
#include "models/county/county.h"

namespace rurban {

/// Chances per period of one person: to find work when without, and to lose or leave it when employed.
struct LabourChances {
  double find = 0, lose = 0;
};

/// A two-state Markov chain whose long-run employed share is `share` at constant age, and which follows the share as
/// it changes from this age to the next: youths find their first jobs, and elders retire, at the pace of the table.
/// `turnover`: of the employed, the part who lose or change work into a spell without it, per year.
LabourChances labour_chances(double share, double share_next_age, double turnover, double years);

}  // namespace rurban
