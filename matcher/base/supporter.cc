#include "matcher/base/supporter.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

absl::Status InvalidEntry(absl::string_view list, int i,
                          absl::string_view problem) {
  return absl::InvalidArgumentError(absl::StrCat(list, "[", i, "]", problem));
}

bool IsStrength(int32_t strength) {
  return strength >= 0 && strength <= kMaxStrength;
}

absl::Status ValidateStrengths(const Supporter& s, const Taxonomy& taxonomy) {
  absl::flat_hash_set<int32_t> seen;
  for (int i = 0; i < static_cast<int>(s.strengths.size()); ++i) {
    const SectorStrength& entry = s.strengths[i];
    if (!taxonomy.HasSector(entry.sector)) {
      return InvalidEntry("strengths", i, ".sector: unknown");
    }
    if (!IsStrength(entry.strength)) {
      return InvalidEntry("strengths", i, ".strength: not within 0 to 100");
    }
    if (!seen.insert(entry.sector).second) {
      return InvalidEntry("strengths", i, ".sector: stated twice");
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateAreas(const Supporter& s, const Taxonomy& taxonomy) {
  absl::flat_hash_set<int32_t> seen;
  for (int i = 0; i < static_cast<int>(s.preferences.size()); ++i) {
    const AreaPreference& entry = s.preferences[i];
    if (!taxonomy.HasArea(entry.area)) {
      return InvalidEntry("preferences", i, ".area: unknown");
    }
    if (!IsStrength(entry.strength)) {
      return InvalidEntry("preferences", i, ".strength: not within 0 to 100");
    }
    if (!seen.insert(entry.area).second) {
      return InvalidEntry("preferences", i, ".area: stated twice");
    }
  }
  for (int i = 0; i < static_cast<int>(s.paired_areas.size()); ++i) {
    if (!taxonomy.HasArea(s.paired_areas[i])) {
      return InvalidEntry("paired_areas", i, ": unknown");
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateOffers(const Supporter& s, const Taxonomy& taxonomy) {
  for (int kind = 0; kind < kMaxFundKinds; ++kind) {
    const FundOffer& offer = s.funds[kind];
    if (!offer.least.IsAmount())
      return InvalidEntry("funds", kind, ".least: range");
    if (!offer.usual.IsAmount())
      return InvalidEntry("funds", kind, ".usual: range");
    if (!offer.most.IsAmount())
      return InvalidEntry("funds", kind, ".most: range");
    if (offer.means_left.has_value() && !offer.means_left->IsAmount()) {
      return InvalidEntry("funds", kind, ".means_left: range");
    }
    // Amounts not stated (zero) are skipped.
    Money before;
    for (Money stated : {offer.least, offer.usual, offer.most}) {
      if (stated == Money()) continue;
      if (stated < before) {
        return InvalidEntry("funds", kind, ": not least <= usual <= most");
      }
      before = stated;
    }
    if (offer.gives && !taxonomy.HasFundKind(kind)) {
      return InvalidEntry("funds", kind,
                          ": the programme has no such fund kind");
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateRecord(const Supporter& s, const Taxonomy& taxonomy) {
  for (int i = 0; i < static_cast<int>(s.record.size()); ++i) {
    const PastCooperation& past = s.record[i];
    if (past.sector != kNone && !taxonomy.HasSector(past.sector)) {
      return InvalidEntry("record", i, ".sector: unknown");
    }
    if (past.area != kNone && !taxonomy.HasArea(past.area)) {
      return InvalidEntry("record", i, ".area: unknown");
    }
    if (past.count < 0) return InvalidEntry("record", i, ".count: negative");
    if (!past.amount.IsAmount())
      return InvalidEntry("record", i, ".amount: range");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateSupporter(const Supporter& supporter,
                               const Taxonomy& taxonomy) {
  if (supporter.id.empty()) return absl::InvalidArgumentError("id: missing");
  RETURN_IF_ERROR(ValidateStrengths(supporter, taxonomy));
  RETURN_IF_ERROR(ValidateAreas(supporter, taxonomy));
  RETURN_IF_ERROR(ValidateOffers(supporter, taxonomy));
  return ValidateRecord(supporter, taxonomy);
}

}  // namespace duikou
