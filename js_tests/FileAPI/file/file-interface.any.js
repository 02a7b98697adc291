// META: script=/webidl/resources/interface.js
check_interface('File', {
  parent: 'Blob',
  ctor: 2,
  args: [['x'], 'name'],
  readonly: ['name', 'lastModified', 'webkitRelativePath'],
  object: () => new File(['x'], 'name'),
});
