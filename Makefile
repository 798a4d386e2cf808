run: ; python3 tool.py run
test: ; python3 tool.py test
.PHONY: run test
