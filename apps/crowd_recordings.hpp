// SPDX-License-Identifier: Apache-2.0
// The recordings of pedestrian experiments in a folder: read, told apart by name, and what could not be used.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "pedestrians/corridor.hpp"

namespace vigie::apps {

struct CorridorRecording {
  std::string name;  ///< the file's, without ending
  pedestrians::CorridorPlan plan;
  pedestrians::Recording recording;
};

struct Recordings {
  std::vector<CorridorRecording> corridors;  ///< by name
  std::vector<std::string> left_out;         ///< one line a file: its name and why
};

/// Every `.txt` file of the folder that is not a README.
/// Errors: NotFound where the folder cannot be read.
Result<Recordings> read_recordings(const std::string& folder);

}  // namespace vigie::apps
