// RecommendationEncoder: what the matcher says of a pair, as the wire says it.
//
//   RecommendationEncoder encoder(taxonomy, weights, /*full=*/false);
//   encoder.Encode(project, ranked.breakdown, ranked.reasons, nullptr, out);
//
// The matcher's codes and figures become the proto's one for one; texts come
// with the full view alone.
#ifndef DUIKOU_SERVICES_PROGRAMME_RECOMMENDATION_ENCODER_H_
#define DUIKOU_SERVICES_PROGRAMME_RECOMMENDATION_ENCODER_H_

#include <array>
#include <cstdint>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "google/protobuf/repeated_field.h"
#include "matcher/base/project.h"
#include "matcher/ranker/counterfactual.h"
#include "matcher/scorer/filter.h"
#include "matcher/scorer/reason.h"
#include "matcher/scorer/scorer.h"
#include "services/programme/named_taxonomy.h"
#include "services/programme/unit_facts.h"
#include "services/programme/wire_writer.h"

namespace duikou {

matching::v1::FilterCode ToProto(FilterCode code);

// The codes that one failure of the matcher stands for. What a unit put forward
// itself is kept from it by the matcher's dismissals, too.
absl::InlinedVector<matching::v1::FilterCode, 2> CodesOf(
    const FilterFailure& failure, absl::string_view project_id,
    const UnitFacts& unit);

// Thread-compatible. Refers to the taxonomy, which must outlive it.
class RecommendationEncoder {
 public:
  RecommendationEncoder(const NamedTaxonomy& taxonomy, const Weights& weights,
                        bool full)
      : taxonomy_(taxonomy), weights_(weights), full_(full) {}

  // Score, parts with their reasons, fund kind and open need. `ranks_without`
  // may be null.
  void Encode(const Project& project, const Breakdown& breakdown,
              absl::Span<const Reason> reasons,
              const PerCriterion<int64_t>* ranks_without,
              matching::v1::Recommendation& out) const;

  // The same of a view that is not full as bytes: writes the fields from
  // open_fen down to score.
  void Write(const Project& project, const Breakdown& breakdown,
             absl::Span<const Reason> reasons, WireWriter& out) const;

  // With its text. `code` is one of CodesOf(); `state` is the project's.
  void Encode(const FilterFailure& failure, matching::v1::FilterCode code,
              catalogue::v1::Project::State state,
              matching::v1::FilterFailure& out) const;

  // Change, subject, from, to and rank after, with its text.
  // REQUIRES: out.rank is there. `change` null: no single change does it.
  void Encode(const ProfileChange* change,
              matching::v1::Counterfactual& out) const;

 private:
  // One figure of a reason: the field of Figure, and its value.
  struct Value {
    int field;
    int64_t number;
    const char* text;  // of a resource, `number` bytes
  };
  // The figures of one reason. Not initialised beyond its size.
  class Values {
   public:
    void Add(int field, int64_t number) {
      list_[size_++] = {field, number, nullptr};
    }
    void AddResource(absl::string_view name);
    const Value* begin() const { return list_.data(); }
    const Value* end() const { return list_.data() + size_; }

   private:
    // Two counts, and a kind of help for each bit there is.
    std::array<Value, 2 + 32> list_;
    int size_ = 0;
  };

  void FiguresOf(const Reason& reason, Values& out) const;
  void EncodeReason(const Reason& reason, matching::v1::Reason& out) const;
  void WriteReason(const Reason& reason, WireWriter& out) const;

  const NamedTaxonomy& taxonomy_;
  const Weights weights_;
  const bool full_;
};

// How many pairs fail each filter, by its code.
using FilterCounts = std::array<int32_t, matching::v1::FilterCode_ARRAYSIZE>;

// Those that are not zero, by code.
void AddFilterCounts(
    const FilterCounts& counts,
    google::protobuf::RepeatedPtrField<matching::v1::FilterCount>& out);

// A failure that the matcher does not know of, with its text.
void EncodeFailure(matching::v1::FilterCode code, const NamedTaxonomy& taxonomy,
                   matching::v1::FilterFailure& out);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_RECOMMENDATION_ENCODER_H_
