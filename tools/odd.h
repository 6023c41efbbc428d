#pragma once
#include <filesystem>
#include <string>

#include "tools/session.h"

namespace tools {

/// The twin's protocol after ODD+D (Müller et al. 2013) and the second update of ODD (Grimm et al. 2020), in Markdown
/// and in English. What follows from declarations is made from them; the rest is prose from `fragments`, a folder
/// with one file per element (`purpose.md`, …) and one per model (`models/migration.md`, …). A fragment in `models/`
/// by the name of no model tells of arithmetic that several models share. Throws InputError naming every file that
/// is missing, empty or unknown.
std::string odd_protocol(const Session& session, const std::filesystem::path& fragments);

}  // namespace tools
