// Run when the demo's Jenkins starts. It listens on the loop-back address alone, which a page in a browser of this machine
// reaches by a name of its own that leads there (DNS rebinding): so only this machine's own names are answered.
import hudson.util.PluginServletFilter
import jakarta.servlet.Filter
import jakarta.servlet.FilterChain
import jakarta.servlet.FilterConfig
import jakarta.servlet.ServletRequest
import jakarta.servlet.ServletResponse

class LoopBackOnly implements Filter {
    void init(FilterConfig config) {}

    void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {
        if (request.getHeader('Host') ==~ /(?i)(localhost|127\.0\.0\.1)(:[0-9]+)?/) {
            chain.doFilter(request, response)
        } else {
            response.sendError(403, 'The demo answers to localhost alone')
        }
    }

    void destroy() {}
}

PluginServletFilter.addFilter(new LoopBackOnly())
