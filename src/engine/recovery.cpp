// SPDX-License-Identifier: Apache-2.0
// Records to entries and back; folding them in order.
#include "engine/recovery.hpp"

#include <string>
#include <utility>

#include "codec/entry_json.hpp"
#include "codec/picture_json.hpp"

namespace vigie::engine {

Result<Entry> decode(const journal::Record& record) {
  Result<EntryBody> body = codec::decode(record.kind, record.schema, record.payload);
  if (!body)
    return Error{ErrorKind::Corrupt, "record " + std::to_string(record.key.sequence) + ": " + body.error().what};
  return Entry{record.key, record.received, record.actor, std::move(*body)};
}

journal::Record encode(const Entry& entry) {
  codec::EncodedBody body = codec::encode(entry.body);
  return {entry.key, entry.received, std::move(body.kind), entry.actor, body.schema, std::move(body.payload)};
}

Result<Picture> replay(const journal::Journal& journal, const std::optional<journal::Checkpoint>& from,
                       const std::function<void(const Picture&, const Entry&)>& each) {
  Picture picture;
  if (from) {
    Result<Picture> kept = codec::decode_picture(from->state);
    if (!kept) return replay(journal, std::nullopt, each);  // an older version's; its bytes were checked by the journal
    picture = std::move(*kept);
    if (codec::state_hash(picture) != from->state_hash)
      return Error{ErrorKind::Corrupt,
                   "the checkpoint at record " + std::to_string(from->key.sequence) + " does not hash to what it says"};
  }
  const auto read = journal.read(from ? from->key : RecordKey{}, [&](const journal::Record& record) -> Result<void> {
    const Result<Entry> entry = decode(record);
    if (!entry) return entry.error();
    fold(picture, *entry);
    if (each) each(picture, *entry);
    return {};
  });
  if (!read) return read.error();
  return picture;
}

}  // namespace vigie::engine
