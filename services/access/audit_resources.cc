#include "services/access/audit_resources.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "duikou/assignment/v1/competition_service.pb.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/report_service.pb.h"
#include "duikou/progress/v1/settlement_service.pb.h"
#include "duikou/type/v1/annotations.pb.h"

namespace duikou {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::MessageFactory;

// The form of the type's names; empty where it is no resource. A resource says
// it at its name, which never changes, where a request only refers to one.
std::string PatternOf(const Descriptor& type) {
  const FieldDescriptor* name = type.FindFieldByName("name");
  if (name == nullptr) return "";
  const type::v1::FieldRule& rule =
      name->options().GetExtension(type::v1::rule);
  if (rule.behavior() != type::v1::FIELD_BEHAVIOR_IMMUTABLE ||
      !absl::StartsWith(rule.resource(), "programmes/") ||
      absl::StrContains(rule.resource(), '|')) {
    return "";
  }
  return rule.resource();
}

}  // namespace

AuditResources::AuditResources() {
  const FileDescriptor* const files[] = {
      catalogue::v1::Project::descriptor()->file(),
      profiles::v1::Unit::descriptor()->file(),
      matching::v1::WeightVersion::descriptor()->file(),
      assignment::v1::AnnualPlan::descriptor()->file(),
      assignment::v1::Call::descriptor()->file(),
      fair::v1::Fair::descriptor()->file(),
      fair::v1::Meeting::descriptor()->file(),
      progress::v1::LedgerEntry::descriptor()->file(),
      progress::v1::Settlement::descriptor()->file(),
      progress::v1::StatedFigure::descriptor()->file()};
  for (const FileDescriptor* file : files) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      const Descriptor& type = *file->message_type(i);
      const std::string pattern = PatternOf(type);
      if (pattern.empty()) continue;
      Add(pattern, *MessageFactory::generated_factory()->GetPrototype(&type));
    }
  }
}

void AuditResources::Add(absl::string_view pattern,
                         const google::protobuf::Message& prototype) {
  ResourcePattern form(pattern);
  const std::string collection = form.collection();
  by_collection_.insert_or_assign(collection,
                                  Known{std::move(form), &prototype});
}

std::string AuditResources::Name(absl::string_view partition,
                                 absl::string_view collection,
                                 absl::string_view id) const {
  const auto known = by_collection_.find(std::string(collection));
  if (known != by_collection_.end()) {
    const ResourcePattern& pattern = known->second.pattern;
    const size_t ids = 1 + std::count(id.begin(), id.end(), '/');
    const bool of_no_programme = partition == kGlobalPartition;
    if (pattern.depth() == ids + (of_no_programme ? 0 : 1)) {
      if (!of_no_programme || pattern.depth() == 1) {
        return pattern.Name(
            {std::string(partition), std::string(collection), std::string(id)});
      }
    }
  }
  const std::string name =
      absl::Utf8SafeCHexEscape(absl::StrCat(collection, "/", id));
  return partition == kGlobalPartition
             ? name
             : absl::StrCat("programmes/", partition, "/", name);
}

const google::protobuf::Message* AuditResources::Prototype(
    absl::string_view collection) const {
  const auto known = by_collection_.find(std::string(collection));
  return known == by_collection_.end() ? nullptr : known->second.prototype;
}

}  // namespace duikou
