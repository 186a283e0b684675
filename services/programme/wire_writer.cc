#include "services/programme/wire_writer.h"

#include <algorithm>

namespace duikou {

void WireWriter::Grow(size_t more) {
  const size_t written = size();
  const size_t capacity = std::max(2 * capacity_, written + more);
  std::unique_ptr<char[]> buffer(new char[capacity]);
  std::memcpy(buffer.get() + capacity - written, buffer_.get() + begin_,
              written);
  buffer_ = std::move(buffer);
  capacity_ = capacity;
  begin_ = capacity - written;
}

}  // namespace duikou
