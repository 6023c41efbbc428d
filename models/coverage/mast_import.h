#pragma once
#include "models/coverage/network.h"
#include "models/projection.h"
#include "twin/io/text_file.h"

namespace rurban::coverage {

/// Masts of a register, cells at one position joined into one site.
struct ImportedMasts {
  Network network;
  int cells = 0;       ///< rows read
  int other_nets = 0;  ///< rows of nets that no phone of the three operators uses: left out
  int elsewhere = 0;   ///< rows left out because no mast can stand there
};

/// What to do with rows in water or beyond the county's border.
enum class Elsewhere : std::uint8_t {
  kFault,
  kLeaveOut  ///< for a register of the whole country, or positions that are estimates
};

/// Reads one of two kinds of CSV with a header:
/// * cells as OpenCellID has them: radio,mcc,net,area,cell,unit,lon,lat,range,samples,changeable,created,updated,
///   averageSignal. It tells neither heights nor bands: those are assumptions by radio technique (GSM 900, UMTS 2100,
///   LTE 800, NR 700 MHz; 60 m).
/// * an operator's list: operator (telia, tele2_telenor, tre), height_m, bands ("700|800") and east_m,north_m or
///   lat,lon; name, kind (mast, rooftop, tall) and since_year may be there.
/// Rows within 50 m of one another are one site. Throws twin::InputError with every fault of the file: another
/// country's code, a mast in water or beyond the county's border, heights outside 3 to 350 m, bands that are missing
/// or unknown.
ImportedMasts read_masts(const twin::TextFile& file, const CountyCells& cells, const Projection& project,
                         Elsewhere elsewhere = Elsewhere::kFault);

}  // namespace rurban::coverage
