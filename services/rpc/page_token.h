// Page tokens: where a list goes on, in one opaque form for every method.
//
// A token carries a position (a key, never an offset), a hash of the request's
// other arguments and a check over both. A token that was damaged, made up, or
// given with other arguments is INVALID_ARGUMENT. The check is no secret: who
// computes one by hand reaches only what the list shows anyway.
//
//   ASSIGN_OR_RETURN(std::string after, PagePosition(request));
//   ASSIGN_OR_RETURN(int size, PageSize(request.page_size(), {}));
//   ... list `size` records after `after` ...
//   response.set_next_page_token(PageToken(request, last_id));
#ifndef DUIKOU_SERVICES_RPC_PAGE_TOKEN_H_
#define DUIKOU_SERVICES_RPC_PAGE_TOKEN_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace duikou {

struct PageSizes {
  int standard = 50;  // for a page_size of 0
  int most = 1000;    // larger ones become this
};

// The entries to return. INVALID_ARGUMENT where `page_size` is negative.
absl::StatusOr<int> PageSize(int32_t page_size, PageSizes sizes);

// A token for `position` in the list that `request` asks for. The request's
// fields page_size and page_token do not count.
std::string PageToken(const google::protobuf::Message& request,
                      absl::string_view position);

// The position in the request's field page_token; empty for an empty token.
// INVALID_ARGUMENT naming page_token where it is not of this request.
absl::StatusOr<std::string> PagePosition(
    const google::protobuf::Message& request);

// The same with the token apart from the request.
absl::StatusOr<std::string> PagePosition(
    const google::protobuf::Message& request, absl::string_view token);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_PAGE_TOKEN_H_
