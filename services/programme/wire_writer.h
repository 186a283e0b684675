// WireWriter: a protobuf message's bytes, written without the message.
//
// From the end to the beginning: a length stands before what it measures, and
// is known only then. So fields are written in the reverse of their order, and
// what is inside a message before the message itself.
//
//   WireWriter writer;
//   const size_t end = writer.size();
//   writer.Int64(/*field=*/3, count);         // Figure.count
//   writer.EndMessage(/*field=*/2, end);      // Reason.figures
//   writer.Int32(/*field=*/1, code);          // Reason.code
//   writer.bytes();
//
// As in proto3, numbers that are zero and texts that are empty are left out,
// but by the methods whose name ends in Present.
#ifndef DUIKOU_SERVICES_PROGRAMME_WIRE_WRITER_H_
#define DUIKOU_SERVICES_PROGRAMME_WIRE_WRITER_H_

#include <cstdint>
#include <cstring>
#include <memory>

#include "absl/strings/string_view.h"

namespace duikou {

// Thread-compatible.
class WireWriter {
 public:
  WireWriter()
      : capacity_(kFirstCapacity),
        buffer_(new char[kFirstCapacity]),
        begin_(kFirstCapacity) {}

  // What was written so far. Valid until more is.
  absl::string_view bytes() const {
    return {buffer_.get() + begin_, capacity_ - begin_};
  }
  size_t size() const { return capacity_ - begin_; }

  void Int32(int field, int32_t value) {
    if (value != 0) IntPresent(field, value);
  }
  void Int64(int field, int64_t value) {
    if (value != 0) IntPresent(field, value);
  }
  void Bool(int field, bool value) {
    if (value) IntPresent(field, 1);
  }
  void Text(int field, absl::string_view text) {
    if (!text.empty()) TextPresent(field, text);
  }
  void IntPresent(int field, int64_t value) {
    Reserve(2 * kMostVarint);
    Varint(static_cast<uint64_t>(value));
    Varint(static_cast<uint64_t>(field) << 3 | kVarintType);
  }
  void TextPresent(int field, absl::string_view text) {
    Reserve(text.size() + 2 * kMostVarint);
    begin_ -= text.size();
    std::memcpy(buffer_.get() + begin_, text.data(), text.size());
    LengthAndTag(field, text.size());
  }
  // Makes a message of what was written since size() was `end`.
  void EndMessage(int field, size_t end) {
    Reserve(2 * kMostVarint);
    LengthAndTag(field, size() - end);
  }

 private:
  static constexpr size_t kFirstCapacity = 16 << 10;
  static constexpr size_t kMostVarint = 10;
  static constexpr uint64_t kVarintType = 0;
  static constexpr uint64_t kLengthType = 2;

  void LengthAndTag(int field, size_t length) {
    Varint(length);
    Varint(static_cast<uint64_t>(field) << 3 | kLengthType);
  }
  // REQUIRES: room for it.
  void Varint(uint64_t value) {
    if (value < 0x80) {
      buffer_[--begin_] = static_cast<char>(value);
      return;
    }
    size_t length = 1;
    for (uint64_t rest = value >> 7; rest != 0; rest >>= 7) ++length;
    begin_ -= length;
    char* out = buffer_.get() + begin_;
    for (; value >= 0x80; value >>= 7) {
      *out++ = static_cast<char>(value | 0x80);
    }
    *out = static_cast<char>(value);
  }
  void Reserve(size_t more) {
    if (more > begin_) Grow(more);
  }
  void Grow(size_t more);

  size_t capacity_;
  std::unique_ptr<char[]> buffer_;
  size_t begin_;  // what is written starts here and goes to the end
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_WIRE_WRITER_H_
