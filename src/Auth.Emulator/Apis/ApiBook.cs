namespace Amplify.Emulator;

/// <summary>The APIs of one emulator.</summary>
internal sealed class ApiBook
{
    private readonly Lock _gate = new();
    private readonly List<IApi> _apis = [];

    public T Add<T>(T api)
        where T : IApi
    {
        lock (_gate)
        {
            if (_apis.Exists(other => other.Path == api.Path))
            {
                throw new InvalidOperationException($"There is an API at {api.Path} already.");
            }

            _apis.Add(api);
            return api;
        }
    }

    /// <summary>The API a path belongs to.</summary>
    public IApi? Find(string path)
    {
        lock (_gate)
        {
            return _apis.Find(api => path.StartsWith(api.Path, StringComparison.Ordinal) || path + "/" == api.Path);
        }
    }
}
