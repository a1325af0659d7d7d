// One row of the properties panel. LecEntry is ONE stable function: a component made anew for each list of
// groups would be remounted at every change of the model, and what is being typed would be lost.
import {
  CheckboxEntry, NumberFieldEntry, SelectEntry, TextAreaEntry, TextFieldEntry, isCheckboxEntryEdited,
  isNumberFieldEntryEdited, isSelectEntryEdited, isTextAreaEntryEdited, isTextFieldEntryEdited,
} from '@bpmn-io/properties-panel';
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';

const KINDS = {
  text: [TextFieldEntry, isTextFieldEntryEdited],
  area: [TextAreaEntry, isTextAreaEntryEdited],
  number: [NumberFieldEntry, isNumberFieldEntryEdited],
  select: [SelectEntry, isSelectEntryEdited],
  check: [CheckboxEntry, isCheckboxEntryEdited],
};

function LecEntry({ element, id, kind, label, description, get, set, options, validate, min }) {
  const debounce = useService('debounceInput');
  const translate = useService('translate');
  return h(KINDS[kind][0], {
    element, id, debounce, min, translate,
    label: translate(label),
    description: description && translate(description),
    getValue: () => get(element),
    setValue: value => set(value, element),
    validate: validate && (value => validate(value, translate)),
    getOptions: options && (() => options(translate)),
    autoResize: kind === 'area',
  });
}

export const entry = (kind, id, label, rest) => ({
  kind, id, label, component: LecEntry, isEdited: KINDS[kind][1], ...rest,
});

export const NOTHING = { value: '', label: '–' };

// Whatever stands in the file stays in the list, so that opening the panel never changes it.
export function withCurrent(options, current) {
  return !current || options.some(each => each.value === current)
    ? options
    : [...options, { value: current, label: current }];
}
