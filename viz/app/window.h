#pragma once
#include "viz/app/host.h"

namespace viz {

/// Opens the window and stays until it is closed. Throws IoError when there is no display.
void run_window(Host& host, const WindowStart& start);

}  // namespace viz
