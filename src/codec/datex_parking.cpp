// SPDX-License-Identifier: Apache-2.0
// Two ways of saying how many spaces are vacant.
#include "codec/datex_parking.hpp"

#include <string>
#include <utility>

#include "codec/datex_frame.hpp"
#include "codec/parking.hpp"

namespace vigie::codec {
namespace {

class Reader : public DatexReader {
 public:
  explicit Reader(FeedBuilder& builder) : builder_(builder) {}

  bool is_record(std::string_view name) const override {
    return name == "parkingRecordStatus" || name == "parkingFacilityStatus";
  }
  bool reads(std::string_view publication) const override {
    return publication == "ParkingStatusPublication" || publication == "ParkingFacilityTableStatusPublication";
  }

  Result<void> read(const XmlNode& record) override {
    const bool newer = record.name == "parkingRecordStatus";
    const XmlNode* reference = record.child(newer ? "parkingRecordReference" : "parkingFacilityReference");
    if (!reference) return Error{ErrorKind::Malformed, "it names no car park"};
    auto id = read_feature_name(reference->attribute("id"), "the car park's id");
    if (!id) return id.error();
    const auto time = read_date_time(record.text_of(newer ? "parkingStatusOriginTime" : "parkingFacilityStatusTime"),
                                     builder_.zone());
    if (!time) return Error{time.error().kind, "its time: " + time.error().what};
    Measurement made;
    made.feature = std::move(*id);
    made.quantity = Quantity::FreeSpaces;
    made.from = made.until = *time;
    const XmlNode* occupancy = record.child("parkingOccupancy");
    const XmlNode* vacant = newer ? (occupancy ? occupancy->child("parkingNumberOfVacantSpaces") : nullptr)
                                  : record.child("totalNumberOfVacantParkingSpaces");
    if (vacant) {
      const auto count = read_count(vacant->text, kMostFreeSpaces);
      if (!count) return Error{ErrorKind::OutOfRange, "vacant spaces are not a whole number from 0 to 100000"};
      made.value = *count;
    } else if (!is_full(record)) {
      return builder_.leave_out(), Result<void>();  // it does not say how many
    }
    return builder_.measure_past(std::move(made));
  }

 private:
  static bool is_full(const XmlNode& record) {
    const auto says_full = [](std::string_view status) { return status == "full" || status == "fullAtEntrance"; };
    return says_full(record.text_of("parkingSiteStatus")) || says_full(record.text_of("parkingFacilityStatus"));
  }

  FeedBuilder& builder_;
};

}  // namespace

Result<FeedContent> read_datex_parking(std::string_view bytes, const FeedContext& context) {
  FeedBuilder builder(context);
  Reader reader(builder);
  if (auto read = read_datex(bytes, "ParkingStatusPublication", reader, builder); !read) return read.error();
  return std::move(builder).finish();
}

}  // namespace vigie::codec
