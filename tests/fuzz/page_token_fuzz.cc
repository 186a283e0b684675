// Page tokens from anywhere: a token that is taken is one that was given, and
// what is given is taken with its arguments alone. Resource names and field
// masks, which come from the same callers, are read on the way.
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "matcher/base/check.h"
#include "services/rpc/field_mask.h"
#include "services/rpc/page_token.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

void CheckToken(absl::string_view text) {
  catalogue::v1::ListAreasRequest request;
  request.set_parent("programmes/hubei");
  const absl::StatusOr<std::string> position = PagePosition(request, text);
  if (!position.ok()) {
    DUIKOU_CHECK(absl::IsInvalidArgument(position.status()));
  } else if (!text.empty()) {
    const std::string again = PageToken(request, *position);
    DUIKOU_CHECK(PagePosition(request, again).value() == *position);
  }
}

void CheckPosition(absl::string_view position) {
  catalogue::v1::ListAreasRequest request;
  request.set_parent("programmes/hubei");
  const std::string token = PageToken(request, position);
  // Positions are ids; a token of a much longer one is refused.
  if (position.size() > 512) return;
  DUIKOU_CHECK(PagePosition(request, token).value() == position);
  request.set_parent("programmes/chongqing");
  DUIKOU_CHECK(!PagePosition(request, token).ok());
}

void CheckName(absl::string_view name) {
  static const ResourcePattern pattern(
      "programmes/{programme}/units/{unit}/shortlist/{project}");
  const std::optional<ResourceKey> key = pattern.Key(name);
  DUIKOU_CHECK(key.has_value() == pattern.Matches(name));
  if (key) DUIKOU_CHECK(pattern.Name(*key) == name);
}

void CheckMask(absl::string_view path) {
  google::protobuf::FieldMask mask;
  mask.add_paths(std::string(path));
  const auto parsed =
      UpdateMask::Make(*catalogue::v1::Project::descriptor(), mask);
  catalogue::v1::Project project;
  if (parsed.ok()) {
    DUIKOU_CHECK(parsed->Merge(catalogue::v1::Project(), project, "").ok());
  }
}

}  // namespace
}  // namespace duikou

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  duikou::CheckToken(text);
  duikou::CheckPosition(text);
  duikou::CheckName(text);
  duikou::CheckMask(text);
  return 0;
}
