#include "services/progress/ledger_chain.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/digest.h"

namespace duikou {

std::string EntryDigest(absl::string_view previous,
                        const progress::v1::LedgerEntry& entry) {
  progress::v1::LedgerEntry facts = entry;
  facts.clear_state();
  facts.clear_confirmed_by();
  facts.clear_confirm_time();
  facts.clear_dispute_reason();
  facts.clear_reversed_by();
  facts.clear_digest();
  facts.clear_possible_duplicates();
  facts.clear_update_time();
  facts.clear_etag();
  // There are no maps in it: it is written in one way alone.
  return absl::BytesToHexString(
      ContentDigest(absl::StrCat(previous, "\n", facts.SerializeAsString())));
}

void MixRecord(absl::string_view record, std::string& digest) {
  const std::string of_record = ValueDigest(record);
  digest.resize(of_record.size(), '\0');
  for (size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<char>(digest[i] ^ of_record[i]);
  }
}

}  // namespace duikou
