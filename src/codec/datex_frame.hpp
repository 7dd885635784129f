// SPDX-License-Identifier: Apache-2.0
// DatexFrame: the frame of a DATEX II document, v2.3 or v3, around the records of one kind of publication.
#pragma once

#include <span>
#include <string_view>

#include "codec/feed_builder.hpp"
#include "codec/xml_records.hpp"

namespace vigie::codec {

/// Who reads a kind of publication.
class DatexReader {
 public:
  virtual ~DatexReader() = default;
  /// Is an element of that name a record?
  virtual bool is_record(std::string_view name) const = 0;
  /// Is a publication of that type (xsi:type, or genericPublicationName) one that it reads?
  virtual bool reads(std::string_view publication) const = 0;
  /// Errors: one line for the record, which is refused.
  virtual Result<void> read(const XmlNode& record) = 0;
};

/// Hands each record of the document to `reader`. `expected` names the publication, for messages.
/// Errors: Malformed (no XML, no DATEX II, none of the publications that are read), TooLarge.
Result<void> read_datex(std::string_view xml, std::string_view expected, DatexReader& reader, FeedBuilder& builder);

/// The first place below that has latitude and longitude; nothing where none has. Errors: OutOfRange, Malformed.
Result<std::optional<geo::Position>> find_datex_point(const XmlNode& in);

}  // namespace vigie::codec
