"""Document -> annotations: one kind, one module, one public function."""
