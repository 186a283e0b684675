#include "tests/e2e/access_calls.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/text_format.h"
#include "matcher/base/check.h"

namespace duikou::e2e {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

namespace {

std::string RoleOf(const ServiceDescriptor& service) {
  for (const auto& [role, names] : RoleServices()) {
    for (const std::string& name : names) {
      if (name == service.full_name()) return role;
    }
  }
  DUIKOU_CHECK(false) << service.full_name() << " is of no role";
  return "";
}

const ServiceDescriptor& ServiceNamed(const std::string& name) {
  const ServiceDescriptor* service =
      DescriptorPool::generated_pool()->FindServiceByName(name);
  DUIKOU_CHECK(service != nullptr) << name;
  return *service;
}

}  // namespace

std::vector<const MethodDescriptor*> AllMethods() {
  std::vector<const MethodDescriptor*> methods;
  for (const auto& [role, names] : RoleServices()) {
    for (const std::string& name : names) {
      const ServiceDescriptor& service = ServiceNamed(name);
      for (int i = 0; i < service.method_count(); ++i) {
        methods.push_back(service.method(i));
      }
    }
  }
  return methods;
}

const MethodDescriptor& MethodNamed(const std::string& name) {
  for (const MethodDescriptor* method : AllMethods()) {
    if (absl::StrCat(method->service()->name(), "/", method->name()) == name) {
      return *method;
    }
  }
  DUIKOU_CHECK(false) << "no method " << name;
  return *AllMethods().front();
}

MessagePtr NewMessage(const Descriptor& type) {
  return MessagePtr(
      MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

MessagePtr NewRequest(const MethodDescriptor& method, const std::string& text) {
  MessagePtr request = NewMessage(*method.input_type());
  DUIKOU_CHECK(
      google::protobuf::TextFormat::ParseFromString(text, request.get()))
      << method.full_name() << ": " << text;
  return request;
}

RawAnswer CallAs(Deployment& deployment, const std::string& secret,
                 const MethodDescriptor& method, const Message& request,
                 const Metadata& metadata) {
  const auto context = NewContext({});
  if (!secret.empty()) {
    context->AddMetadata("authorization", absl::StrCat("Bearer ", secret));
  }
  for (const auto& [key, value] : metadata) context->AddMetadata(key, value);
  return DoRaw(deployment.channel(RoleOf(*method.service())),
               absl::StrCat(method.service()->full_name(), "/", method.name()),
               request.SerializeAsString(), *context);
}

MessagePtr MustAs(Deployment& deployment, const std::string& secret,
                  const std::string& name, const std::string& text) {
  const MethodDescriptor& method = MethodNamed(name);
  const RawAnswer answer =
      CallAs(deployment, secret, method, *NewRequest(method, text));
  DUIKOU_CHECK(answer.status.ok())
      << name << " " << text << ": " << CodeAndMessage(answer.status);
  return Merged(method, answer);
}

MessagePtr Merged(const MethodDescriptor& method, const RawAnswer& answer) {
  MessagePtr merged = NewMessage(*method.output_type());
  for (const std::string& bytes : answer.messages) {
    const MessagePtr part = NewMessage(*method.output_type());
    DUIKOU_CHECK(part->ParseFromString(bytes)) << method.full_name();
    merged->MergeFrom(*part);
  }
  return merged;
}

std::string TextOf(const Message& message, const std::string& field) {
  const FieldDescriptor* found =
      message.GetDescriptor()->FindFieldByName(field);
  if (found == nullptr || found->is_repeated() ||
      found->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
    return "";
  }
  return message.GetReflection()->GetString(message, found);
}

std::string CodeAndMessage(const grpc::Status& status) {
  return absl::StrCat(status.error_code(), ": ", status.error_message());
}

}  // namespace duikou::e2e
