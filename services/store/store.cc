#include "services/store/store.h"

#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace duikou {
namespace {

constexpr size_t kMaxReadKeyBytes =
    StoreLimits::kMaxKeyBytes + StoreLimits::kMaxExtraKeyBytes;

absl::Status ValidateSize(absl::string_view what, size_t size, size_t most) {
  if (size <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      what, " has ", size, " bytes, at most ", most, " are allowed"));
}

absl::Status ValidateName(absl::string_view what, absl::string_view name,
                          size_t most) {
  if (name.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(what, " is empty"));
  }
  if (absl::StrContains(name, '\0')) {
    return absl::InvalidArgumentError(absl::StrCat(what, " contains NUL"));
  }
  return ValidateSize(what, name.size(), most);
}

absl::Status ValidatePartition(absl::string_view partition) {
  return ValidateName("partition", partition, StoreLimits::kMaxKeyBytes);
}

std::string KeyText(absl::string_view collection, absl::string_view id) {
  return absl::StrCat(absl::Utf8SafeCHexEscape(collection), "/",
                      absl::Utf8SafeCHexEscape(id));
}

absl::Status ValidateMutation(absl::string_view place,
                              const Mutation& mutation) {
  const size_t key_bytes =
      StoreLimits::kMaxKeyBytes +
      (mutation.in_feed ? 0 : StoreLimits::kMaxExtraKeyBytes);
  const size_t value_bytes =
      StoreLimits::kMaxValueBytes +
      (mutation.in_feed ? 0 : StoreLimits::kMaxExtraValueBytes);
  absl::Status status = ValidateName(absl::StrCat(place, ".collection"),
                                     mutation.collection, key_bytes);
  status.Update(
      ValidateName(absl::StrCat(place, ".id"), mutation.id, key_bytes));
  status.Update(ValidateSize(absl::StrCat(place, ".value"),
                             mutation.value.size(), value_bytes));
  return status;
}

absl::Status ValidateMutations(const std::vector<Mutation>& mutations) {
  absl::flat_hash_set<std::pair<absl::string_view, absl::string_view>> written;
  for (size_t i = 0; i < mutations.size(); ++i) {
    const Mutation& mutation = mutations[i];
    const std::string place = absl::StrCat("mutations[", i, "]");
    absl::Status status = ValidateMutation(place, mutation);
    if (!status.ok()) return status;
    if (mutation.kind == Mutation::Kind::kCheck) continue;
    if (!written.emplace(mutation.collection, mutation.id).second) {
      return absl::InvalidArgumentError(
          absl::StrCat(place, ": ", KeyText(mutation.collection, mutation.id),
                       " is written twice"));
    }
  }
  return absl::OkStatus();
}

// Of the mutations in the feed, or of those out of it.
absl::Status ValidateTotals(const std::vector<Mutation>& mutations,
                            bool in_feed, size_t more_bytes) {
  const size_t most = StoreLimits::kMaxMutationsPerCommit +
                      (in_feed ? 0 : StoreLimits::kMaxExtraMutations);
  const size_t most_bytes = StoreLimits::kMaxCommitBytes +
                            (in_feed ? 0 : StoreLimits::kMaxExtraCommitBytes);
  size_t count = 0;
  size_t bytes = more_bytes;
  for (const Mutation& mutation : mutations) {
    if (mutation.in_feed != in_feed) continue;
    ++count;
    bytes +=
        mutation.collection.size() + mutation.id.size() + mutation.value.size();
  }
  if (count > most) {
    return absl::InvalidArgumentError(
        absl::StrCat("mutations: ", count, ", at most ", most, " are allowed"));
  }
  return ValidateSize("mutations", bytes, most_bytes);
}

}  // namespace

Mutation Mutation::Put(absl::string_view collection, absl::string_view id,
                       std::string value, Expectation expected) {
  Mutation mutation;
  mutation.kind = Kind::kPut;
  mutation.collection = std::string(collection);
  mutation.id = std::string(id);
  mutation.value = std::move(value);
  mutation.expected = expected;
  return mutation;
}

Mutation Mutation::Delete(absl::string_view collection, absl::string_view id,
                          Expectation expected) {
  Mutation mutation = Put(collection, id, "", expected);
  mutation.kind = Kind::kDelete;
  return mutation;
}

Mutation Mutation::Check(absl::string_view collection, absl::string_view id,
                         Expectation expected) {
  Mutation mutation = Put(collection, id, "", expected);
  mutation.kind = Kind::kCheck;
  return mutation;
}

absl::Status ValidateCommit(const CommitRequest& request) {
  absl::Status status = ValidatePartition(request.partition);
  status.Update(ValidateSize("request_id", request.request_id.size(),
                             StoreLimits::kMaxKeyBytes));
  status.Update(ValidateSize("fingerprint", request.fingerprint.size(),
                             StoreLimits::kMaxKeyBytes));
  status.Update(ValidateSize("answer", request.answer.size(),
                             StoreLimits::kMaxValueBytes));
  status.Update(ValidateTotals(request.mutations, /*in_feed=*/true,
                               request.answer.size()));
  status.Update(ValidateTotals(request.mutations, /*in_feed=*/false, 0));
  if (!status.ok()) return status;
  return ValidateMutations(request.mutations);
}

absl::Status ValidateKey(absl::string_view partition,
                         absl::string_view collection, absl::string_view id) {
  absl::Status status = ValidatePartition(partition);
  status.Update(ValidateName("collection", collection, kMaxReadKeyBytes));
  status.Update(ValidateName("id", id, kMaxReadKeyBytes));
  return status;
}

absl::Status ValidateList(absl::string_view partition,
                          absl::string_view collection, const Page& page) {
  absl::Status status = ValidatePartition(partition);
  status.Update(ValidateName("collection", collection, kMaxReadKeyBytes));
  status.Update(
      ValidateSize("page.prefix", page.prefix.size(), kMaxReadKeyBytes));
  status.Update(
      ValidateSize("page.after", page.after.size(), kMaxReadKeyBytes));
  if (page.limit < 1 || page.limit > StoreLimits::kMaxListLimit) {
    status.Update(absl::InvalidArgumentError(
        absl::StrCat("page.limit is ", page.limit, ", not within 1 and ",
                     StoreLimits::kMaxListLimit)));
  }
  return status;
}

absl::Status ValidateChanges(absl::string_view partition, Revision after,
                             int limit) {
  absl::Status status = ValidatePartition(partition);
  if (after < 0) {
    status.Update(absl::InvalidArgumentError(
        absl::StrCat("after is ", after, ", which is negative")));
  }
  if (limit < 1) {
    status.Update(absl::InvalidArgumentError(
        absl::StrCat("limit is ", limit, ", which is below 1")));
  }
  return status;
}

absl::Status CheckExpectation(const Mutation& mutation, Revision found) {
  const Expectation& expected = mutation.expected;
  if (expected.any() || expected.revision() == found) return absl::OkStatus();
  const std::string key = KeyText(mutation.collection, mutation.id);
  if (expected.revision() == 0) {
    return absl::AlreadyExistsError(absl::StrCat(key, " exists already"));
  }
  if (found == 0) {
    return absl::NotFoundError(absl::StrCat(key, " does not exist"));
  }
  return absl::AbortedError(absl::StrCat(key, " is at revision ", found,
                                         ", not at the expected ",
                                         expected.revision()));
}

absl::Status FeedOutOfRange(absl::string_view partition, Revision after) {
  return absl::OutOfRangeError(absl::StrCat(
      "the feed of partition ", absl::Utf8SafeCHexEscape(partition),
      " has nothing that follows revision ", after));
}

absl::Status RequestIdReused(absl::string_view request_id) {
  return absl::FailedPreconditionError(
      absl::StrCat("request id ", absl::Utf8SafeCHexEscape(request_id),
                   " was used for another request"));
}

absl::Status DeadlinePassed(absl::string_view call) {
  return absl::DeadlineExceededError(
      absl::StrCat(call, ": the deadline has passed"));
}

}  // namespace duikou
