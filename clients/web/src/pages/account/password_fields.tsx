// A new password, typed twice.
import { useQuery } from '@connectrpc/connect-query';
import { Form, Input } from 'antd';
import { AccessService } from '../../gen/duikou/access/v1/access_service_pb';
import { useSay } from '../../i18n/say';
import { words } from './texts';

// Fields `newPassword` and `repeat` of the form around it.
export function NewPasswordFields() {
  const say = useSay();
  const { data } = useQuery(AccessService.method.getSetup, {});
  const least = data?.leastPasswordLength ?? 0;
  return (
    <>
      <Form.Item name="newPassword" label={say(words.newPassword)}
        extra={least > 0 ? say(words.least, { n: least }) : undefined}
        rules={[{ required: true, message: say(words.required) }]}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item name="repeat" label={say(words.repeat)}
        dependencies={['newPassword']}
        rules={[
          { required: true, message: say(words.required) },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              (value === getFieldValue('newPassword') ? Promise.resolve()
                : Promise.reject(new Error(say(words.differs)))),
          }),
        ]}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
    </>
  );
}
