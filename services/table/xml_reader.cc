#include "services/table/xml_reader.h"

#include <expat.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "services/base/violation.h"

namespace duikou {
namespace {

constexpr int kMaxDepth = 64;

absl::string_view LocalName(const char* name) {
  const absl::string_view full(name);
  const size_t colon = full.rfind(':');
  return colon == absl::string_view::npos ? full : full.substr(colon + 1);
}

}  // namespace

absl::string_view XmlAttributes::Get(absl::string_view local_name) const {
  for (const char** at = names_and_values_; at[0] != nullptr; at += 2) {
    if (LocalName(at[0]) == local_name) return at[1];
  }
  return {};
}

// What expat calls; `self` is the reader.
struct XmlReader::Callbacks {
  static void XMLCALL Start(void* self, const XML_Char* name,
                            const XML_Char** attributes) {
    auto& reader = *static_cast<XmlReader*>(self);
    if (!reader.status_.ok()) return;
    if (++reader.depth_ > kMaxDepth) {
      reader.Stop(Refused(absl::StatusCode::kInvalidArgument, reader.part_,
                          "嵌套太深", "nests too deep"));
      return;
    }
    reader.Stop(reader.handler_.StartElement(LocalName(name),
                                             XmlAttributes(attributes)));
  }

  static void XMLCALL End(void* self, const XML_Char* name) {
    auto& reader = *static_cast<XmlReader*>(self);
    if (!reader.status_.ok()) return;
    --reader.depth_;
    reader.Stop(reader.handler_.EndElement(LocalName(name)));
  }

  static void XMLCALL Text(void* self, const XML_Char* text, int size) {
    auto& reader = *static_cast<XmlReader*>(self);
    if (!reader.status_.ok()) return;
    reader.Stop(reader.handler_.Text(
        absl::string_view(text, static_cast<size_t>(size))));
  }

  static void XMLCALL Doctype(void* self, const XML_Char*, const XML_Char*,
                              const XML_Char*, int) {
    auto& reader = *static_cast<XmlReader*>(self);
    reader.Stop(Refused(absl::StatusCode::kInvalidArgument, reader.part_,
                        "声明了文档类型，工作簿不需要它",
                        "declares a document type, which no workbook needs"));
  }
};

void XmlReader::ParserCloser::operator()(XML_ParserStruct* parser) const {
  XML_ParserFree(parser);
}

XmlReader::XmlReader(absl::string_view part, XmlHandler& handler)
    : part_(part), handler_(handler), parser_(XML_ParserCreate(nullptr)) {
  DUIKOU_CHECK(parser_ != nullptr) << "out of memory";
  XML_SetUserData(parser_.get(), this);
  XML_SetElementHandler(parser_.get(), Callbacks::Start, Callbacks::End);
  XML_SetCharacterDataHandler(parser_.get(), Callbacks::Text);
  XML_SetStartDoctypeDeclHandler(parser_.get(), Callbacks::Doctype);
}

XmlReader::~XmlReader() = default;

absl::Status XmlReader::Feed(absl::string_view piece) {
  return Parse(piece, /*last=*/false);
}

absl::Status XmlReader::Finish() { return Parse("", /*last=*/true); }

absl::Status XmlReader::Parse(absl::string_view piece, bool last) {
  if (!status_.ok()) return status_;
  DUIKOU_CHECK(piece.size() <= (1u << 30)) << piece.size();
  const auto result = XML_Parse(parser_.get(), piece.data(),
                                static_cast<int>(piece.size()), last);
  if (status_.ok() && result != XML_STATUS_OK) {
    const absl::string_view why =
        XML_ErrorString(XML_GetErrorCode(parser_.get()));
    status_ = Refused(
        absl::StatusCode::kInvalidArgument,
        absl::StrCat(part_, " line ", XML_GetCurrentLineNumber(parser_.get())),
        absl::StrCat("XML 已损坏（", why, "）"),
        absl::StrCat("broken XML: ", why));
  }
  return status_;
}

void XmlReader::Stop(absl::Status status) {
  if (status.ok() || !status_.ok()) return;
  status_ = std::move(status);
  XML_StopParser(parser_.get(), /*resumable=*/XML_FALSE);
}

}  // namespace duikou
