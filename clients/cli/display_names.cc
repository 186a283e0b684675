#include "clients/cli/display_names.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/message_fields.h"
#include "clients/cli/resource_names.h"

namespace duikou::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// More than this of one collection are not looked up one by one.
constexpr size_t kMostSingleCalls = 50;
constexpr size_t kBatch = 1000;

// Adds all names of other resources in `message`.
void CollectNames(const Message& message, std::set<std::string>& names) {
  const auto* r = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  r->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int count = field->is_repeated() ? r->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        CollectNames(field->is_repeated()
                         ? r->GetRepeatedMessage(message, field, i)
                         : r->GetMessage(message, field),
                     names);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
                 field->name() != "name") {
        const std::string text = field->is_repeated()
                                     ? r->GetRepeatedString(message, field, i)
                                     : r->GetString(message, field);
        if (absl::StartsWith(text, "programmes/")) names.insert(text);
      }
    }
  }
}

std::unique_ptr<Message> New(const google::protobuf::Descriptor& type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(&type)
          ->New());
}

}  // namespace

void DisplayNames::Fetch(const std::vector<const Message*>& messages) {
  std::set<std::string> all;
  for (const Message* message : messages) CollectNames(*message, all);
  // By programme and collection: a batch is of one of each.
  std::map<std::pair<std::string, const ResourceKind*>,
           std::vector<std::string>>
      batches;
  for (const std::string& name : all) {
    const ResourceKind* kind = KindOfName(name);
    if (kind == nullptr || kind->depth() != 1 || known_.count(name) > 0 ||
        missing_.count(name) > 0 ||
        kind->descriptor().FindFieldByName("display_name") == nullptr) {
      continue;
    }
    batches[{ParentOf(name), kind}].push_back(name);
  }
  for (auto& [key, names] : batches) FetchKind(*key.second, std::move(names));
}

void DisplayNames::FetchKind(const ResourceKind& kind,
                             std::vector<std::string> names) {
  const auto* method = kind.Method("Get")->service()->FindMethodByName(
      absl::StrCat("BatchGet", kind.plural));
  if (method == nullptr) {
    FetchEach(kind, names);
    missing_.insert(names.begin(), names.end());
    return;
  }
  for (size_t begin = 0; begin < names.size(); begin += kBatch) {
    const std::vector<std::string> batch(
        names.begin() + static_cast<std::ptrdiff_t>(begin),
        names.begin() + static_cast<std::ptrdiff_t>(
                            std::min(names.size(), begin + kBatch)));
    const std::unique_ptr<Message> request = New(*method->input_type());
    SetText(*request, "parent", ParentOf(batch[0]));
    const auto* field = request->GetDescriptor()->FindFieldByName("names");
    for (const std::string& name : batch) {
      request->GetReflection()->AddString(request.get(), field, name);
    }
    const std::unique_ptr<Message> response = New(*method->output_type());
    const absl::Status status =
        client_.CallMethod(*method, *request, *response);
    if (!status.ok()) {
      if (absl::IsNotFound(status)) FetchEach(kind, batch);
      missing_.insert(batch.begin(), batch.end());
      continue;
    }
    const auto* list = response->GetDescriptor()->field(0);
    const auto* r = response->GetReflection();
    for (int i = 0; i < r->FieldSize(*response, list); ++i) {
      const Message& resource = r->GetRepeatedMessage(*response, list, i);
      std::unique_ptr<Message> copy(resource.New());
      copy->CopyFrom(resource);
      known_[NameOf(resource)] = std::move(copy);
    }
  }
}

void DisplayNames::FetchEach(const ResourceKind& kind,
                             const std::vector<std::string>& names) {
  const auto* method = kind.Method("Get");
  for (size_t i = 0; i < std::min(names.size(), kMostSingleCalls); ++i) {
    const std::unique_ptr<Message> request = New(*method->input_type());
    SetText(*request, "name", names[i]);
    std::unique_ptr<Message> response = New(*method->output_type());
    if (client_.CallMethod(*method, *request, *response).ok()) {
      known_[names[i]] = std::move(response);
    }
  }
}

std::string DisplayNames::TextOf(absl::string_view name,
                                 Language language) const {
  const auto found = known_.find(std::string(name));
  if (found == known_.end()) return LastId(name);
  const Message& resource = *found->second;
  const auto* field = resource.GetDescriptor()->FindFieldByName("display_name");
  const Message& text = resource.GetReflection()->GetMessage(resource, field);
  const std::string shown =
      In(dynamic_cast<const type::v1::LocalizedText&>(text), language);
  return shown.empty() ? LastId(name) : shown;
}

std::string DisplayNames::FundKind(absl::string_view programme,
                                   absl::string_view id, Language language) {
  const std::string name = absl::StrCat("programmes/", std::string(programme));
  if (known_.count(name) == 0 && missing_.insert(name).second) {
    catalogue::v1::GetProgrammeRequest request;
    request.set_name(name);
    auto answer = client_.Call(
        &catalogue::v1::CatalogueService::StubInterface::GetProgramme, request);
    if (answer.ok()) {
      known_[name] =
          std::make_unique<catalogue::v1::Programme>(*std::move(answer));
    }
  }
  const auto found = known_.find(name);
  if (found != known_.end()) {
    const auto& resource =
        dynamic_cast<const catalogue::v1::Programme&>(*found->second);
    for (const catalogue::v1::FundKind& kind : resource.fund_kinds()) {
      if (kind.id() == std::string(id))
        return In(kind.display_name(), language);
    }
  }
  return std::string(id);
}

const catalogue::v1::Project* DisplayNames::Project(
    absl::string_view name) const {
  const auto found = known_.find(std::string(name));
  return found == known_.end()
             ? nullptr
             : dynamic_cast<const catalogue::v1::Project*>(found->second.get());
}

}  // namespace duikou::cli
