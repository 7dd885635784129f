// SPDX-License-Identifier: Apache-2.0
// What kind of event its own words tell of, in French and English (docs/formats/events.md has the list).
#pragma once

#include <string_view>

#include "model/city_event.hpp"

namespace vigie::codec {

/// The kind that `words` (a title, categories, keywords) name first in the table's order; Other where they name none. Capitals, accents and
/// plurals make no difference. Never a public or a school holiday: those are days, not gatherings.
EventKind gathering_kind(std::string_view words);

/// PublicHoliday or SchoolHoliday where the words name one ("Jour férié", "Vacances de Noël", "bank holiday"); else Other.
EventKind holiday_kind(std::string_view words);

}  // namespace vigie::codec
