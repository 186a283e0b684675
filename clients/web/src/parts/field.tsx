// A labelled field of a form, and what is wrong with it.
//
//   <Field label={say(words.village)} fault={faults('village')}>{(bound) => (
//     <Input {...bound} value={…} onChange={…} />)}</Field>
import { useId, type ReactNode } from 'react';

export interface Bound {
  id: string;
  status: 'error' | '';
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

export function Field({ label, hint, fault, required = false, wide = false,
  children }: {
  label: string;
  hint?: string;
  // What is wrong; empty: nothing.
  fault?: string;
  required?: boolean;
  // Over the whole width of the form.
  wide?: boolean;
  children: (bound: Bound) => ReactNode;
}) {
  const id = useId();
  const below = fault || hint;
  return (
    <div className={wide ? 'form-field form-field-wide' : 'form-field'}>
      <label htmlFor={id}>
        {label}
        {required && <span className="form-required" aria-hidden> *</span>}
      </label>
      {children({ id, status: fault ? 'error' : '',
        'aria-invalid': Boolean(fault),
        'aria-describedby': below ? `${id}-below` : undefined })}
      {below && (
        <p id={`${id}-below`} className={fault ? 'bad' : 'quiet'}
          role={fault ? 'alert' : undefined}>{below}</p>
      )}
    </div>
  );
}
