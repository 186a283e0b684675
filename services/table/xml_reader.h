// XmlReader: one XML part, read in pieces by expat, told to a handler.
//
// A document type declaration is refused, so that no entity can be defined:
// neither one that grows without bound nor one that names a file. Elements and
// attributes are named without their namespace prefix, as writers differ in it.
//
//   XmlReader reader("xl/workbook.xml", handler);
//   RETURN_IF_ERROR(reader.Feed(first_half));
//   RETURN_IF_ERROR(reader.Feed(second_half));
//   RETURN_IF_ERROR(reader.Finish());
//
// Thread-compatible; neither copied nor moved.
#ifndef DUIKOU_SERVICES_TABLE_XML_READER_H_
#define DUIKOU_SERVICES_TABLE_XML_READER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

struct XML_ParserStruct;

namespace duikou {

// The attributes of one start tag; valid during the call only.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** names_and_values)
      : names_and_values_(names_and_values) {}

  // The value, or an empty text where there is none.
  absl::string_view Get(absl::string_view local_name) const;

 private:
  const char** names_and_values_;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  // An error ends the reading and is what Feed returns.
  virtual absl::Status StartElement(absl::string_view name,
                                    const XmlAttributes& attributes) = 0;
  virtual absl::Status EndElement(absl::string_view name) = 0;
  // A piece of text; one text may come in several.
  virtual absl::Status Text(absl::string_view piece) = 0;
};

class XmlReader {
 public:
  // `part` names the document in errors. `handler` must outlive the reader.
  XmlReader(absl::string_view part, XmlHandler& handler);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // INVALID_ARGUMENT where the text is not well-formed, declares a document
  // type or nests deeper than 64 elements; else what the handler returned.
  absl::Status Feed(absl::string_view piece);
  // To be called after the last piece.
  absl::Status Finish();

 private:
  struct Callbacks;
  struct ParserCloser {
    void operator()(XML_ParserStruct* parser) const;
  };

  absl::Status Parse(absl::string_view piece, bool last);
  // Keeps the first error and stops the parser.
  void Stop(absl::Status status);

  const std::string part_;
  XmlHandler& handler_;
  const std::unique_ptr<XML_ParserStruct, ParserCloser> parser_;
  absl::Status status_;
  int depth_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_XML_READER_H_
