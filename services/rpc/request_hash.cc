#include "services/rpc/request_hash.h"

#include <memory>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "openssl/sha.h"

namespace duikou {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

void AppendDeterministically(const Message& message, std::string& text) {
  google::protobuf::io::StringOutputStream stream(&text);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
}

}  // namespace

std::string RequestHash(const Message& request,
                        std::initializer_list<absl::string_view> without) {
  std::string text = request.GetDescriptor()->full_name();
  text += '\0';
  const std::unique_ptr<Message> copy(request.New());
  copy->CopyFrom(request);
  for (const absl::string_view name : without) {
    const FieldDescriptor* field =
        copy->GetDescriptor()->FindFieldByName(std::string(name));
    if (field != nullptr) copy->GetReflection()->ClearField(copy.get(), field);
  }
  AppendDeterministically(*copy, text);
  return Sha256(text);
}

std::string Sha256(absl::string_view text) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

}  // namespace duikou
